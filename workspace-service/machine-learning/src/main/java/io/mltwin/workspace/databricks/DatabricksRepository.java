package io.mltwin.workspace.databricks;

import io.mltwin.workspace.trackedresources.TrackedResourceRepository;
import jakarta.inject.Singleton;

/** Databricks workspaces. */
@Singleton
class DatabricksRepository implements TrackedResourceRepository<DatabricksEntity> {}
