/**
 * Policies of certificates, and certificates as bytes; knows no rows. Start reading at {@link
 * CertificateBuilder}.
 */
package io.mltwin.keyvault.certificates.x509;
