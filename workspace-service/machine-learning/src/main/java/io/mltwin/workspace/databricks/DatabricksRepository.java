package io.mltwin.workspace.databricks;

import io.mltwin.resourceprovider.TrackedRows;
import jakarta.inject.Singleton;

/** Databricks workspaces. */
@Singleton
class DatabricksRepository implements TrackedRows<DatabricksEntity> {}
