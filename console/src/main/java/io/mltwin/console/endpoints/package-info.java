/**
 * The pages of what serves models: online endpoints, batch endpoints and the web services of model
 * management. Start with {@link io.mltwin.console.endpoints.EndpointsResource}.
 */
package io.mltwin.console.endpoints;
