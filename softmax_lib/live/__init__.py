"""The live views: each one .py and one .js of the same name."""
