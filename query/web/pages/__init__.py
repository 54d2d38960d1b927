"""The pages, a module each. One that is not listed here is not served."""

from fastapi import APIRouter

from query.web.pages import files, home, report

PAGES: tuple[APIRouter, ...] = (home.router, report.router, files.router)
