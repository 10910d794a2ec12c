/**
 * The requirements of an environment, in the words of pip: conda specifications, base images and the
 * definitions of Azure ML's v1 data plane. It uses no database and no other feature. Start with
 * {@link io.mltwin.compute.environments.preparation.EnvironmentPlan}.
 */
package io.mltwin.compute.environments.preparation;
