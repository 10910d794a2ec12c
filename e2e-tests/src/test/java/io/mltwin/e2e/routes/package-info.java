/**
 * Each protected route with its callers: training, nodes, vaults, providers. Uses {@code sdk} and
 * {@code fixtures}. Start reading at {@code ComputeRoutesTest}.
 */
package io.mltwin.e2e.routes;
