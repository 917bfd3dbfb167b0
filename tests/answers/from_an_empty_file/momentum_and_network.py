# A network of one's own with a hidden layer, momentum, and a loss that hands its gradient over in a tuple.
class MySoftmaxWithLoss:
    def __init__(self, reduction="mean"):
        self.reduction = reduction

    def forward(self, input, target):
        shifted = input - np.max(input, axis=-1, keepdims=True)
        denominator = np.sum(np.exp(shifted), axis=-1, keepdims=True)
        probabilities = np.exp(shifted) / denominator
        if target.ndim == input.ndim - 1:
            one_hot = np.zeros_like(shifted)
            np.put_along_axis(one_hot, target[..., None], 1, axis=-1)
            target = one_hot
        self.saved = probabilities, target
        losses = (np.log(denominator) - shifted) * target
        return losses.sum() / input.shape[0], probabilities

    def backward(self):
        probabilities, target = self.saved
        return np.true_divide(probabilities - target, probabilities.shape[0])


class MyAffine:
    def __init__(self, weight, bias):
        self.weight, self.bias = weight, bias
        self.weight_grad = self.bias_grad = None

    def forward(self, x):
        self._x = x
        return x @ self.weight + self.bias

    def backward(self, grad):
        self.weight_grad = self._x.transpose() @ grad
        self.bias_grad = grad.sum(axis=0)
        return grad @ self.weight.transpose()


class Network:
    def __init__(self, sizes, rng):
        pairs = zip(sizes[:-1], sizes[1:])
        self.layers = [MyAffine(rng.normal(0, (2 / m) ** 0.5, (m, n)), np.zeros(n)) for m, n in pairs]
        self.speed = [(0.0, 0.0) for _ in self.layers]

    def logits(self, x):
        self.masks = []
        for layer in self.layers[:-1]:
            x = layer.forward(x)
            self.masks.append(x > 0)
            x = x * self.masks[-1]
        return self.layers[-1].forward(x)

    forward = logits

    def backward(self, grad):
        grad = self.layers[-1].backward(grad)
        for layer, mask in zip(self.layers[-2::-1], self.masks[::-1]):
            grad = layer.backward(grad * mask)

    def update(self, rate):
        for k, layer in enumerate(self.layers):
            sw, sb = self.speed[k]
            self.speed[k] = 0.8 * sw - rate * layer.weight_grad, 0.8 * sb - rate * layer.bias_grad
            layer.weight += self.speed[k][0]
            layer.bias += self.speed[k][1]


def my_train(x, labels, classes):
    rng = np.random.default_rng(7)
    network, loss = Network([x.shape[1], 40, classes], rng), MySoftmaxWithLoss()
    for _ in range(40):
        for rows in np.array_split(rng.permutation(len(x)), int(np.ceil(len(x) / 32))):
            loss.forward(network.logits(x[rows]), labels[rows])
            network.backward(loss.backward())
            network.update(0.05)
    return network


def my_pairs(names):
    x, y = [], []
    for name in names:
        path = [0, *(ord(c) - 96 for c in name), 0]
        while len(path) > 1:
            x.append(path.pop(0))
            y.append(path[0])
    return np.identity(27)[x], np.asarray(y, dtype=np.int32)


def my_sample(table, rng, longest=40):
    text, k = "", 0
    while len(text) < longest:
        e = np.exp(table[k] - table[k].max())
        k = int(rng.choice(e.size, p=e / e.sum()))
        if k == 0:
            break
        text += ".abcdefghijklmnopqrstuvwxyz"[k]
    return text
