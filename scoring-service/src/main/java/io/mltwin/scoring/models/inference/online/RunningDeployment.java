package io.mltwin.scoring.models.inference.online;

import io.mltwin.scoring.models.deployments.ServedDeployment;
import io.mltwin.scoring.models.inference.ReplicaSet;

/** A deployment whose containers run. */
record RunningDeployment(ServedDeployment settings, ReplicaSet replicas) {}
