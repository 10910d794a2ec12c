/**
 * Batch endpoints and their deployments behind Azure Resource Manager. Uses workspaces, assets,
 * jobs and registered models. Start reading at {@link
 * io.mltwin.compute.batchendpoints.BatchEndpointProvider}.
 */
package io.mltwin.compute.batchendpoints;
