"""What a learner moves, computed in the page. Each explorer is a widget with plain forms for print and tests."""
