"""Pictures: their measures, what they tell besides what they show, their widths; each read once."""
