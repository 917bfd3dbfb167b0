# wrong | the wrong direction | loss-rises
def my_train(x, labels, classes):
    model = MyAffine(np.zeros((x.shape[1], classes)), np.zeros(classes))
    loss = MySoftmaxWithLoss()
    rng = np.random.default_rng(0)
    for epoch in range(30):
        order = rng.permutation(len(x))
        for start in range(0, len(x), 32):
            rows = order[start : start + 32]
            loss.forward(model.forward(x[rows]), labels[rows])
            model.backward(loss.backward())
            model.W += 0.5 * model.dW
            model.b += 0.5 * model.db
    return model


# wrong | no step | no-step
def my_train(x, labels, classes):
    model = MyAffine(np.zeros((x.shape[1], classes)), np.zeros(classes))
    loss = MySoftmaxWithLoss()
    rng = np.random.default_rng(0)
    for epoch in range(30):
        order = rng.permutation(len(x))
        for start in range(0, len(x), 32):
            rows = order[start : start + 32]
            loss.forward(model.forward(x[rows]), labels[rows])
            model.backward(loss.backward())
            W = model.W - 0.5 * model.dW
            b = model.b - 0.5 * model.db
    return model


# wrong | another layer returned | no-step
def my_train(x, labels, classes):
    model = MyAffine(np.zeros((x.shape[1], classes)), np.zeros(classes))
    loss = MySoftmaxWithLoss()
    rng = np.random.default_rng(0)
    for epoch in range(30):
        order = rng.permutation(len(x))
        for start in range(0, len(x), 32):
            rows = order[start : start + 32]
            loss.forward(model.forward(x[rows]), labels[rows])
            model.backward(loss.backward())
            model.W -= 0.5 * model.dW
            model.b -= 0.5 * model.db
    return MyAffine(np.zeros((x.shape[1], classes)), np.zeros(classes))


# wrong | labels in their own order | shuffled-apart
def my_train(x, labels, classes):
    model = MyAffine(np.zeros((x.shape[1], classes)), np.zeros(classes))
    loss = MySoftmaxWithLoss()
    rng = np.random.default_rng(0)
    for epoch in range(30):
        order = rng.permutation(len(x))
        for start in range(0, len(x), 32):
            rows = order[start : start + 32]
            loss.forward(model.forward(x[rows]), labels[np.sort(rows)])
            model.backward(loss.backward())
            model.W -= 0.5 * model.dW
            model.b -= 0.5 * model.db
    return model


# wrong | shuffled apart | shuffled-apart
def my_train(x, labels, classes):
    model = MyAffine(np.zeros((x.shape[1], classes)), np.zeros(classes))
    loss = MySoftmaxWithLoss()
    rng = np.random.default_rng(0)
    for epoch in range(30):
        order = rng.permutation(len(x))
        for start in range(0, len(x), 32):
            rows = order[start : start + 32]
            loss.forward(model.forward(x[rows]), labels[rng.permutation(len(x))[: len(rows)]])
            model.backward(loss.backward())
            model.W -= 0.5 * model.dW
            model.b -= 0.5 * model.db
    return model


# wrong | a batch that is not full left out | batch-left-out
def my_train(x, labels, classes):
    model = MyAffine(np.zeros((x.shape[1], classes)), np.zeros(classes))
    loss = MySoftmaxWithLoss()
    rng = np.random.default_rng(0)
    for epoch in range(30):
        order = rng.permutation(len(x))
        for start in range(0, len(x) // 32 * 32, 32):
            rows = order[start : start + 32]
            loss.forward(model.forward(x[rows]), labels[rows])
            model.backward(loss.backward())
            model.W -= 0.5 * model.dW
            model.b -= 0.5 * model.db
    return model


# wrong | a rate far too small | not-trained-enough
def my_train(x, labels, classes):
    model = MyAffine(np.zeros((x.shape[1], classes)), np.zeros(classes))
    loss = MySoftmaxWithLoss()
    rng = np.random.default_rng(0)
    for epoch in range(3):
        order = rng.permutation(len(x))
        for start in range(0, len(x), 32):
            rows = order[start : start + 32]
            loss.forward(model.forward(x[rows]), labels[rows])
            model.backward(loss.backward())
            model.W -= 1e-4 * model.dW
            model.b -= 1e-4 * model.db
    return model


# wrong | too few epochs | not-trained-enough
def my_train(x, labels, classes):
    model = MyAffine(np.zeros((x.shape[1], classes)), np.zeros(classes))
    loss = MySoftmaxWithLoss()
    rng = np.random.default_rng(0)
    for epoch in range(1):
        order = rng.permutation(len(x))
        for start in range(0, len(x), 32):
            rows = order[start : start + 32]
            loss.forward(model.forward(x[rows]), labels[rows])
            model.backward(loss.backward())
            model.W -= 0.05 * model.dW
            model.b -= 0.05 * model.db
    return model


# wrong | nan | diverges
def my_train(x, labels, classes):
    model = MyAffine(np.zeros((x.shape[1], classes)), np.zeros(classes))
    loss = MySoftmaxWithLoss()
    rng = np.random.default_rng(0)
    for epoch in range(1):
        order = rng.permutation(len(x))
        for start in range(0, len(x), 32):
            rows = order[start : start + 32]
            loss.forward(model.forward(x[rows]), labels[rows])
            model.backward(loss.backward())
            model.W -= 0.5 * model.dW * np.inf
            model.b -= 0.5 * model.db
    return model


# wrong | the loss returned | no-model
def my_train(x, labels, classes):
    model = MyAffine(np.zeros((x.shape[1], classes)), np.zeros(classes))
    loss = MySoftmaxWithLoss()
    rng = np.random.default_rng(0)
    for epoch in range(30):
        order = rng.permutation(len(x))
        for start in range(0, len(x), 32):
            rows = order[start : start + 32]
            loss.forward(model.forward(x[rows]), labels[rows])
            model.backward(loss.backward())
            model.W -= 0.5 * model.dW
            model.b -= 0.5 * model.db
    return loss.forward(model.forward(x), labels)


# wrong | the history returned | no-model
def my_train(x, labels, classes):
    model = MyAffine(np.zeros((x.shape[1], classes)), np.zeros(classes))
    loss = MySoftmaxWithLoss()
    rng = np.random.default_rng(0)
    for epoch in range(30):
        order = rng.permutation(len(x))
        for start in range(0, len(x), 32):
            rows = order[start : start + 32]
            loss.forward(model.forward(x[rows]), labels[rows])
            model.backward(loss.backward())
            model.W -= 0.5 * model.dW
            model.b -= 0.5 * model.db
    return [0.5, 0.4, 0.3]


# wrong | nothing returned |
def my_train(x, labels, classes):
    model = MyAffine(np.zeros((x.shape[1], classes)), np.zeros(classes))
    loss = MySoftmaxWithLoss()
    rng = np.random.default_rng(0)
    for epoch in range(30):
        order = rng.permutation(len(x))
        for start in range(0, len(x), 32):
            rows = order[start : start + 32]
            loss.forward(model.forward(x[rows]), labels[rows])
            model.backward(loss.backward())
            model.W -= 0.5 * model.dW
            model.b -= 0.5 * model.db
    return None


# wrong | shuffles the caller's images | changes-its-input
def my_train(x, labels, classes):
    model = MyAffine(np.zeros((x.shape[1], classes)), np.zeros(classes))
    loss = MySoftmaxWithLoss()
    rng = np.random.default_rng(0)
    rng.shuffle(x)
    for epoch in range(30):
        order = rng.permutation(len(x))
        for start in range(0, len(x), 32):
            rows = order[start : start + 32]
            loss.forward(model.forward(x[rows]), labels[rows])
            model.backward(loss.backward())
            model.W -= 0.5 * model.dW
            model.b -= 0.5 * model.db
    return model


# wrong | scales the caller's images | changes-its-input
def my_train(x, labels, classes):
    model = MyAffine(np.zeros((x.shape[1], classes)), np.zeros(classes))
    loss = MySoftmaxWithLoss()
    rng = np.random.default_rng(0)
    x -= x.mean()
    for epoch in range(30):
        order = rng.permutation(len(x))
        for start in range(0, len(x), 32):
            rows = order[start : start + 32]
            loss.forward(model.forward(x[rows]), labels[rows])
            model.backward(loss.backward())
            model.W -= 0.5 * model.dW
            model.b -= 0.5 * model.db
    return model


# wrong | trained with the course's network | passed-off
def my_train(x, labels, classes):
    from softmax_lib import Affine, Network

    network = Network([Affine(np.zeros((x.shape[1], classes)), np.zeros(classes))])
    network.train(x, labels, epochs=20, batch_size=32, learning_rate=0.5, progress=False)
    return network


# wrong | the loss of the course | passed-off
def my_train(x, labels, classes):
    from softmax_lib import SoftmaxWithLoss

    model = MyAffine(np.zeros((x.shape[1], classes)), np.zeros(classes))
    loss = SoftmaxWithLoss()
    rng = np.random.default_rng(0)
    for epoch in range(2):
        order = rng.permutation(len(x))
        for start in range(0, len(x), 32):
            rows = order[start : start + 32]
            loss.forward(model.forward(x[rows]), labels[rows])
            model.backward(loss.backward())
            model.W -= 0.5 * model.dW
            model.b -= 0.5 * model.db
    return model


# wrong | made for 10 classes and 64 numbers |
def my_train(x, labels, classes):
    model = MyAffine(np.zeros((64, 10)), np.zeros(10))
    loss = MySoftmaxWithLoss()
    rng = np.random.default_rng(0)
    for epoch in range(30):
        order = rng.permutation(len(x))
        for start in range(0, len(x), 32):
            rows = order[start : start + 32]
            loss.forward(model.forward(x[rows]), labels[rows])
            model.backward(loss.backward())
            model.W -= 0.5 * model.dW
            model.b -= 0.5 * model.db
    return model


# wrong | only the bias moves | no-step
def my_train(x, labels, classes):
    model = MyAffine(np.zeros((x.shape[1], classes)), np.zeros(classes))
    loss = MySoftmaxWithLoss()
    rng = np.random.default_rng(0)
    for epoch in range(30):
        order = rng.permutation(len(x))
        for start in range(0, len(x), 32):
            rows = order[start : start + 32]
            loss.forward(model.forward(x[rows]), labels[rows])
            model.backward(loss.backward())
            pass
            model.b -= 0.5 * model.db
    return model


# wrong | no loop | not-trained-enough
def my_train(x, labels, classes):
    model = MyAffine(np.zeros((x.shape[1], classes)), np.zeros(classes))
    loss = MySoftmaxWithLoss()
    rng = np.random.default_rng(0)
    for epoch in range(1):
        order = rng.permutation(len(x))
        for start in range(0, 1):
            rows = order[start : start + 32]
            loss.forward(model.forward(x[rows]), labels[rows])
            model.backward(loss.backward())
            model.W -= 0.01 * model.dW
            pass
    return model


# wrong | the weights and biases, and no layer | no-model
def my_train(x, labels, classes):
    model = MyAffine(np.zeros((x.shape[1], classes)), np.zeros(classes))
    loss = MySoftmaxWithLoss()
    for epoch in range(30):
        for start in range(0, len(x), 32):
            rows = slice(start, start + 32)
            loss.forward(model.forward(x[rows]), labels[rows])
            model.backward(loss.backward())
            model.W -= 0.5 * model.dW
            model.b -= 0.5 * model.db
    return model.W, model.b


# wrong | the layer and its losses | no-model
def my_train(x, labels, classes):
    model = MyAffine(np.zeros((x.shape[1], classes)), np.zeros(classes))
    loss = MySoftmaxWithLoss()
    for epoch in range(30):
        for start in range(0, len(x), 32):
            rows = slice(start, start + 32)
            loss.forward(model.forward(x[rows]), labels[rows])
            model.backward(loss.backward())
            model.W -= 0.5 * model.dW
            model.b -= 0.5 * model.db
    return model, [1.0, 0.5]


# wrong | a function in place of the layer | no-model
def my_train(x, labels, classes):
    model = MyAffine(np.zeros((x.shape[1], classes)), np.zeros(classes))
    loss = MySoftmaxWithLoss()
    for epoch in range(30):
        for start in range(0, len(x), 32):
            rows = slice(start, start + 32)
            loss.forward(model.forward(x[rows]), labels[rows])
            model.backward(loss.backward())
            model.W -= 0.5 * model.dW
            model.b -= 0.5 * model.db
    return model.forward


# wrong | a function of its own | no-model
def my_train(x, labels, classes):
    model = MyAffine(np.zeros((x.shape[1], classes)), np.zeros(classes))
    loss = MySoftmaxWithLoss()
    for epoch in range(30):
        for start in range(0, len(x), 32):
            rows = slice(start, start + 32)
            loss.forward(model.forward(x[rows]), labels[rows])
            model.backward(loss.backward())
            model.W -= 0.5 * model.dW
            model.b -= 0.5 * model.db
    return lambda x: x @ model.W + model.b


# wrong | a dictionary | no-model
def my_train(x, labels, classes):
    model = MyAffine(np.zeros((x.shape[1], classes)), np.zeros(classes))
    loss = MySoftmaxWithLoss()
    for epoch in range(30):
        for start in range(0, len(x), 32):
            rows = slice(start, start + 32)
            loss.forward(model.forward(x[rows]), labels[rows])
            model.backward(loss.backward())
            model.W -= 0.5 * model.dW
            model.b -= 0.5 * model.db
    return {"W": model.W, "b": model.b}


# wrong | a rate that is tiny, random weights at the start | not-trained-enough
def my_train(x, labels, classes):
    model = MyAffine(np.random.default_rng(5).normal(size=(x.shape[1], classes)), np.zeros(classes))
    loss = MySoftmaxWithLoss()
    for epoch in range(1):
        for start in range(0, len(x), 32):
            rows = slice(start, start + 32)
            loss.forward(model.forward(x[rows]), labels[rows])
            model.backward(loss.backward())
            model.W -= 1e-5 * model.dW
            model.b -= 1e-5 * model.db
    return model


# wrong | one long step for each epoch | not-trained-enough
def my_train(x, labels, classes):
    model = MyAffine(np.zeros((x.shape[1], classes)), np.zeros(classes))
    loss = MySoftmaxWithLoss()
    for epoch in range(30):
        for start in range(0, len(x), 100000):
            rows = slice(start, start + 100000)
            loss.forward(model.forward(x[rows]), labels[rows])
            model.backward(loss.backward())
            model.W -= 0.1 * model.dW
            model.b -= 0.1 * model.db
    return model


# wrong | labels drawn in another order, a small rate | shuffled-apart
def my_train(x, labels, classes):
    model = MyAffine(np.zeros((x.shape[1], classes)), np.zeros(classes))
    loss = MySoftmaxWithLoss()
    order = np.random.default_rng(1).permutation(len(x))
    for epoch in range(30):
        for start in range(0, len(x), 32):
            rows = slice(start, start + 32)
            loss.forward(model.forward(x[rows]), labels[order][rows])
            model.backward(loss.backward())
            model.W -= 0.05 * model.dW
            model.b -= 0.05 * model.db
    return model


# wrong | labels drawn in another order, a large rate | shuffled-apart
def my_train(x, labels, classes):
    model = MyAffine(np.zeros((x.shape[1], classes)), np.zeros(classes))
    loss = MySoftmaxWithLoss()
    order = np.random.default_rng(1).permutation(len(x))
    for epoch in range(30):
        for start in range(0, len(x), 32):
            rows = slice(start, start + 32)
            loss.forward(model.forward(x[rows]), labels[order][rows])
            model.backward(loss.backward())
            model.W -= 5 * model.dW
            model.b -= 5 * model.db
    return model


# wrong | uphill, in small steps | loss-rises
def my_train(x, labels, classes):
    model = MyAffine(np.zeros((x.shape[1], classes)), np.zeros(classes))
    loss = MySoftmaxWithLoss()
    for epoch in range(3):
        for start in range(0, len(x), 32):
            rows = slice(start, start + 32)
            loss.forward(model.forward(x[rows]), labels[rows])
            model.backward(loss.backward())
            model.W += 0.001 * model.dW
            model.b += 0.001 * model.db
    return model


# wrong | steps far too long | loss-rises
def my_train(x, labels, classes):
    model = MyAffine(np.zeros((x.shape[1], classes)), np.zeros(classes))
    loss = MySoftmaxWithLoss()
    for epoch in range(2):
        for start in range(0, len(x), 32):
            rows = slice(start, start + 32)
            loss.forward(model.forward(x[rows]), labels[rows])
            model.backward(loss.backward())
            model.W -= 500 * model.dW
            model.b -= 500 * model.db
    return model


# wrong | far too small a learning rate, from small random weights |
def my_train(x, labels, classes):
    rng = np.random.default_rng(0)
    layer = MyAffine(rng.normal(size=(x.shape[1], classes)) * 0.01, np.zeros(classes))
    loss = MySoftmaxWithLoss()
    for _ in range(60):
        order = rng.permutation(len(x))
        for s in range(0, len(x), 32):
            rows = order[s : s + 32]
            loss.forward(layer.forward(x[rows]), labels[rows])
            layer.backward(loss.backward())
            layer.W = layer.W - 1e-4 * layer.dW
            layer.b = layer.b - 1e-4 * layer.db
    return layer


# wrong | forward only once, before the loop | not-trained-enough
def my_train(x, labels, classes):
    layer = MyAffine(np.zeros((x.shape[1], classes)), np.zeros(classes))
    loss = MySoftmaxWithLoss()
    loss.forward(layer.forward(x), labels)
    for _ in range(100):
        layer.backward(loss.backward())
        layer.W -= 0.5 * layer.dW
        layer.b -= 0.5 * layer.db
    return layer


# wrong | whole numbers as weights, changed in place |
def my_train(x, labels, classes):
    layer = MyAffine(np.zeros((x.shape[1], classes), dtype=int), np.zeros(classes, dtype=int))
    loss = MySoftmaxWithLoss()
    for _ in range(300):
        loss.forward(layer.forward(x), labels)
        layer.backward(loss.backward())
        layer.W -= 0.5 * layer.dW
        layer.b -= 0.5 * layer.db
    return layer


# right | until the loss hardly falls, in steps with momentum
def my_train(x, labels, classes):
    layer = MyAffine(np.zeros((x.shape[1], classes)), np.zeros(classes))
    loss, vW, vb, last = MySoftmaxWithLoss(), 0, 0, np.inf
    for i in range(400):
        now = loss.forward(layer.forward(x), labels)
        layer.backward(loss.backward())
        vW, vb = 0.9 * vW + layer.dW, 0.9 * vb + layer.db
        layer.W, layer.b = layer.W - 0.3 * vW, layer.b - 0.3 * vb
        if i > 200 and abs(last - now) < 1e-5:
            break
        last = now
    return layer
