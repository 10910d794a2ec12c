/**
 * Registered models, which scoring-service stores, as this service asks for them. Uses workspaces.
 * Start reading at {@link io.mltwin.compute.mlflow.registry.RegistryClient}.
 */
package io.mltwin.compute.mlflow.registry;
