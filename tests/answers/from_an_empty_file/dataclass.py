# Dataclasses, type hints, float32 in the layer, keyword names; backward returns all three gradients.
from dataclasses import dataclass, field


@dataclass
class MySoftmaxWithLoss:
    _delta: np.ndarray | None = field(default=None, repr=False)

    @staticmethod
    def _targets(t: np.ndarray, classes: int) -> np.ndarray:
        return t.astype(np.float32) if t.ndim == 2 else np.eye(classes, dtype=np.float32)[t]

    def forward(self, logits: np.ndarray, targets: np.ndarray) -> float:
        z = np.asarray(logits, dtype=np.float32)
        z = z - z.max(axis=-1, keepdims=True)
        log_p = z - np.log(np.exp(z).sum(axis=-1, keepdims=True))
        one_hot = self._targets(targets, z.shape[-1])
        self._delta = (np.exp(log_p) - one_hot) / np.float32(len(z))
        return float(-(one_hot * log_p).sum(axis=-1).mean())

    def backward(self) -> np.ndarray:
        return self._delta.copy()


@dataclass
class MyAffine:
    weight: np.ndarray
    bias: np.ndarray

    def forward(self, x: np.ndarray) -> np.ndarray:
        self.cache = x
        return x @ self.weight + self.bias[None, :]

    def backward(self, upstream: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        return upstream @ self.weight.T, self.cache.T @ upstream, upstream.sum(0)


def my_train(x: np.ndarray, labels: np.ndarray, classes: int, *, lr: float = 0.4, epochs: int = 30) -> MyAffine:
    rng = np.random.default_rng(1)
    model = MyAffine(weight=rng.normal(0, 0.05, (x.shape[1], classes)), bias=np.zeros(classes))
    criterion = MySoftmaxWithLoss()
    for _ in range(epochs):
        permutation = rng.permutation(len(x))
        for batch in np.array_split(permutation, max(1, len(x) // 16)):
            criterion.forward(model.forward(x[batch]), targets=labels[batch])
            _, dW, db = model.backward(criterion.backward())
            model.weight = model.weight - lr * dW
            model.bias = model.bias - lr * db
    return model


def my_pairs(names: list[str]) -> tuple[np.ndarray, np.ndarray]:
    text = "." + ".".join(names) + "."
    places = np.array([0 if c == "." else ord(c) - ord("a") + 1 for c in text])
    return np.eye(27, dtype=np.float32)[places[:-1]], places[1:]


def my_sample(table: np.ndarray, rng: np.random.Generator) -> str:
    letters: list[str] = []
    state = 0
    while (state := int((table[state] + rng.gumbel(size=27)).argmax())) != 0:
        letters.append(chr(state + 96))
    return "".join(letters)
