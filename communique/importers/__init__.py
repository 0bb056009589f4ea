"""Foreign text → Markdown that an editor reviews; never runs during a build."""
