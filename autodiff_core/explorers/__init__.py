"""What a learner moves, computed in the page. Each explorer is a widget with a plain form for print."""
