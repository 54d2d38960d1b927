"""What Alembic runs: the connection is given by `storage.migrations.upgrade`."""

from alembic import context

from storage.migrations.scope import is_ours
from storage.models import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    include_object=is_ours,
)
with context.begin_transaction():
    context.run_migrations()
