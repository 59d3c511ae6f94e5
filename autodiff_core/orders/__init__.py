"""The order of a backward pass: what each order sends, and which gradients come out of it, right or wrong."""

from autodiff_core.orders.play import Played, backward_in_order
from autodiff_core.orders.sends import BY_HAND, BY_HAND_RULE, MOST_SENDS, ORDERS, sends_of

__all__ = ["BY_HAND", "BY_HAND_RULE", "MOST_SENDS", "ORDERS", "Played", "backward_in_order", "sends_of"]
