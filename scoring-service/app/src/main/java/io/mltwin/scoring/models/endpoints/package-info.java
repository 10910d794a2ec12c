/**
 * Online endpoints behind Azure Resource Manager: their settings, traffic, keys and tokens. Knows
 * deployments by {@link io.mltwin.scoring.models.endpoints.OnlineEndpointService.EndpointDeployments} alone, and nothing
 * of what runs them. Start reading at {@link
 * io.mltwin.scoring.models.endpoints.OnlineEndpointProvider}.
 */
package io.mltwin.scoring.models.endpoints;
