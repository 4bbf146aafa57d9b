"""Archives of any size: looked through in a process of their own, continued where a run was cut off, or by a cluster.

`docs/scale.md` says what each step costs.
"""

from accredit.crawl.cluster import clustered
from accredit.crawl.pace import Pace
from accredit.crawl.reading import taken
from accredit.crawl.resume import Resume
from accredit.sift.team import SIZE as PIECE

__all__ = ["PIECE", "Pace", "Resume", "clustered", "taken"]
