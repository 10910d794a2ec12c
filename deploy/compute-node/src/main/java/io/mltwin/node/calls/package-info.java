/**
 * Calls of compute-service, run history, the vault and storage, with their credentials. Start
 * reading at ComputeServiceClient.
 */
package io.mltwin.node.calls;
