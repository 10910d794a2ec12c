/**
 * Plans and assessments of Microsoft Defender for Cloud. Uses {@code resource-provider}. Start
 * reading at {@code PricingProvider}.
 */
package io.mltwin.telemetry.security;
