"""Web pages over one archive (extra ``web``): read-only, in Chinese and English, whole without JavaScript."""
