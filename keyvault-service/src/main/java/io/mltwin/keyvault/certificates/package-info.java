/**
 * Certificates, their orders and renewal. Uses keys and secrets, which each version has. Start
 * reading at {@link CertificateService}.
 */
package io.mltwin.keyvault.certificates;
