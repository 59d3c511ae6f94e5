"""Each group of tests to one process, in the order in which they were collected."""

from groups import group
from xdist.scheduler import LoadScopeScheduling


class InGroups(LoadScopeScheduling):
    def _split_scope(self, nodeid):
        return group(nodeid)
