# wrong | no bias | bias-left-out
class MyAffine:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        self.x = x
        return x @ self.W

    def backward(self, g):
        self.dW = self.x.T @ g
        self.db = g.sum(axis=0)
        return g @ self.W.T


# wrong | bias twice |
class MyAffine:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        self.x = x
        return x @ self.W + 2 * self.b

    def backward(self, g):
        self.dW = self.x.T @ g
        self.db = g.sum(axis=0)
        return g @ self.W.T


# wrong | bias not summed | bias-not-summed
class MyAffine:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, g):
        self.dW = self.x.T @ g
        self.db = g
        return g @ self.W.T


# wrong | bias averaged | bias-not-summed
class MyAffine:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, g):
        self.dW = self.x.T @ g
        self.db = g.mean(axis=0)
        return g @ self.W.T


# wrong | bias over the columns | other-axis
class MyAffine:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, g):
        self.dW = self.x.T @ g
        self.db = g.sum(axis=1)
        return g @ self.W.T


# wrong | bias as a table | shape
class MyAffine:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, g):
        self.dW = self.x.T @ g
        self.db = g.sum(axis=0, keepdims=True)
        return g @ self.W.T


# wrong | one number for the bias | other-axis
class MyAffine:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, g):
        self.dW = self.x.T @ g
        self.db = g.sum()
        return g @ self.W.T


# wrong | the weight gradient transposed | weights-transposed
class MyAffine:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, g):
        self.dW = g.T @ self.x
        self.db = g.sum(axis=0)
        return g @ self.W.T


# wrong | the weight gradient divided by N | one-over-n
class MyAffine:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, g):
        self.dW = self.x.T @ g / len(g)
        self.db = g.sum(axis=0)
        return g @ self.W.T


# wrong | the weight gradient, the sign | sign
class MyAffine:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, g):
        self.dW = -self.x.T @ g
        self.db = g.sum(axis=0)
        return g @ self.W.T


# wrong | sums before the product | sum-before-product
class MyAffine:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, g):
        self.dW = np.outer(self.x.sum(axis=0), g.sum(axis=0))
        self.db = g.sum(axis=0)
        return g @ self.W.T


# wrong | W in place of x |
class MyAffine:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, g):
        self.dW = self.W * g.sum(axis=0)
        self.db = g.sum(axis=0)
        return g @ self.W.T


# wrong | the input's gradient without a transpose | weights-transposed
class MyAffine:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, g):
        self.dW = self.x.T @ g
        self.db = g.sum(axis=0)
        return g @ self.W


# wrong | the input's gradient, the sign | sign
class MyAffine:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, g):
        self.dW = self.x.T @ g
        self.db = g.sum(axis=0)
        return -g @ self.W.T


# wrong | the gradient handed on as it came |
class MyAffine:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, g):
        self.dW = self.x.T @ g
        self.db = g.sum(axis=0)
        return g


# wrong | the gradient of W returned |
class MyAffine:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, g):
        self.dW = self.x.T @ g
        self.db = g.sum(axis=0)
        return self.dW


# wrong | gradients pile up | gradients-pile-up
class MyAffine:
    def __init__(self, W, b):
        self.W, self.b = W, b
        self.dW = 0

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, g):
        self.dW += self.x.T @ g
        self.db = g.sum(axis=0)
        return g @ self.W.T


# wrong | no gradients stored | missing-part
class MyAffine:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, g):
        return g @ self.W.T


# wrong | a step in backward | changes-its-input
class MyAffine:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, g):
        self.dW = self.x.T @ g
        self.db = g.sum(axis=0)
        self.W -= 0.1 * self.dW
        return g @ self.W.T


# wrong | changes the gradient that arrives | changes-its-input
class MyAffine:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, g):
        g /= len(g)
        self.dW = self.x.T @ g
        self.db = g.sum(axis=0)
        return g @ self.W.T


# wrong | the course's layer | passed-off
from softmax_lib import Affine


class MyAffine(Affine):
    dW = property(lambda self: self.grads[0])
    db = property(lambda self: self.grads[1])


# wrong | no arguments |
class MyAffine:
    def __init__(self):
        self.W = np.zeros((3, 2))

    def forward(self, x):
        return x @ self.W

    def backward(self, g):
        return g @ self.W.T


# wrong | its own random weights |
class MyAffine:
    def __init__(self, W, b):
        self.W, self.b = np.random.default_rng(0).normal(size=W.shape), b

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, g):
        self.dW = self.x.T @ g
        self.db = g.sum(axis=0)
        return g @ self.W.T


# wrong | no transpose of x | transposed
class MyAffine:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, g):
        self.dW = self.x @ g
        self.db = g.sum(axis=0)
        return g @ self.W.T


# wrong | no transpose of x, with np.dot | transposed
class MyAffine:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, g):
        self.dW = np.dot(self.x, g)
        self.db = g.sum(axis=0)
        return g @ self.W.T


# wrong | g and x in the other order | transposed
class MyAffine:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, g):
        self.dW = g @ self.x
        self.db = g.sum(axis=0)
        return g @ self.W.T


# wrong | W from the left | transposed
class MyAffine:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, g):
        self.dW = self.x.T @ g
        self.db = g.sum(axis=0)
        return self.W @ g


# wrong | the input's gradient transposed | transposed
class MyAffine:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, g):
        self.dW = self.x.T @ g
        self.db = g.sum(axis=0)
        return self.W @ g.T


# wrong | forward with W transposed | weights-transposed
class MyAffine:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        self.x = x
        return x @ self.W.T + self.b

    def backward(self, g):
        self.dW = self.x.T @ g
        self.db = g.sum(axis=0)
        return g @ self.W.T


# wrong | x times g | entry-by-entry
class MyAffine:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, g):
        self.dW = self.x * g
        self.db = g.sum(axis=0)
        return g @ self.W.T


# wrong | every gradient divided by N | one-over-n
class MyAffine:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, g):
        g = g / len(g)
        self.dW = self.x.T @ g
        self.db = g.sum(axis=0)
        return g @ self.W.T


# wrong | the input's gradient divided by N | one-over-n
class MyAffine:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, g):
        self.dW = self.x.T @ g
        self.db = g.sum(axis=0)
        return g @ self.W.T / g.shape[0]


# wrong | the mean of one table for each row | one-over-n
class MyAffine:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, g):
        self.dW = (self.x[:, :, None] * g[:, None, :]).mean(axis=0)
        self.db = g.sum(axis=0)
        return g @ self.W.T


# wrong | the bias averaged, as a table | bias-not-summed
class MyAffine:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, g):
        self.dW = self.x.T @ g
        self.db = g.mean(axis=0, keepdims=True)
        return g @ self.W.T
