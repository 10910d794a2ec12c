/**
 * Application Insights' components as resources of Azure Resource Manager, with their data keys.
 * Uses {@code resource-provider} and {@code data-keys}. Start reading at {@code ComponentProvider}.
 */
package io.mltwin.telemetry.components;
