package io.mltwin.keyvault.certificates.issuers;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Contacts by vault. */
@ApplicationScoped
class ContactsRepository implements PanacheRepositoryBase<ContactsEntity, UUID> {}
