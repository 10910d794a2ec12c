package io.mltwin.keyvault.certificates;

import io.mltwin.keyvault.objects.VaultObject;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;

/** A certificate's name in its vault, with its policy as JSON. */
@Entity
@Table(name = "certificate")
class CertificateEntity extends VaultObject {

    String policy;

    Instant policyCreatedAt;

    Instant policyUpdatedAt;
}
