/**
 * Diagnostic settings of resources, with their categories and destinations. Uses {@code
 * resource-provider} and Resource Manager's index. Start reading at {@code SettingProvider}.
 */
package io.mltwin.telemetry.diagnosticsettings;
