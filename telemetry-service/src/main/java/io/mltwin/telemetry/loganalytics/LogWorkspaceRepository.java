package io.mltwin.telemetry.loganalytics;

import io.mltwin.resourceprovider.TrackedRows;
import jakarta.inject.Singleton;

/** Log Analytics workspaces. */
@Singleton
class LogWorkspaceRepository implements TrackedRows<LogWorkspaceEntity> {}
