package io.mltwin.scoring.models.inference.online;

import io.mltwin.scoring.workspaces.WorkspaceClient;
import jakarta.inject.Singleton;

/** The parts that the way of a request behind an online endpoint needs. */
@Singleton
record OnlineRouting(
        OnlineDeployments deployments, TrafficSplit split, TrafficMirror mirror, WorkspaceClient workspaces) {}
