package io.mltwin.scoring.models.inference;

import io.mltwin.scoring.models.services.ServedDeployment;

/** A deployment whose containers run. */
public record RunningDeployment(ServedDeployment settings, ReplicaSet replicas) {}
