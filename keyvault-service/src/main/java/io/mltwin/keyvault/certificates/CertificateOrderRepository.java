package io.mltwin.keyvault.certificates;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Orders by certificate. */
@ApplicationScoped
class CertificateOrderRepository implements PanacheRepositoryBase<CertificateOrderEntity, UUID> {}
