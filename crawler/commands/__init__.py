"""Our commands for ``scrapy``; ``crawl`` replaces the built-in one."""
