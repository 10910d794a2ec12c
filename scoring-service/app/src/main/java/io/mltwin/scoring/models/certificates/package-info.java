/**
 * Certificates of customers' own for web services, and their names in TLS. Uses Vert.x. Start
 * reading at {@link io.mltwin.scoring.models.certificates.ServiceCertificate}.
 */
package io.mltwin.scoring.models.certificates;
