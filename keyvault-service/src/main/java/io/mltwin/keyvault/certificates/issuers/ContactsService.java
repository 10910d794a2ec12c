package io.mltwin.keyvault.certificates.issuers;

import io.mltwin.armweb.AzureFault;
import io.mltwin.keyvault.objects.ObjectErrors;
import io.mltwin.keyvault.permissions.CertificatePermission;
import io.mltwin.keyvault.permissions.VaultAuthorizer;
import io.mltwin.keyvault.permissions.VaultAuthorizer.Opened;
import io.mltwin.tokencheck.VerifiedToken;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;

/** The contacts of a vault for all its certificates. */
@ApplicationScoped
public class ContactsService {

    private final VaultAuthorizer authorizer;
    private final ContactsRepository contacts;
    private final SealedDetails sealed;

    ContactsService(VaultAuthorizer authorizer, ContactsRepository contacts, SealedDetails sealed) {
        this.authorizer = authorizer;
        this.contacts = contacts;
        this.sealed = sealed;
    }

    /** Replaces what was there. */
    public ContactsBody set(String vaultName, ContactsBody body, VerifiedToken token) {
        return perform(
                vaultName,
                token,
                in -> {
                    if (body == null || body.list() == null || body.list().isEmpty()) {
                        throw ObjectErrors.badParameter(
                                "The parameter contacts must be specified.");
                    }
                    for (ContactsBody.Contact contact : body.list()) {
                        if (contact == null
                                || contact.email() == null
                                || !contact.email().contains("@")) {
                            throw ObjectErrors.badParameter("A contact needs an email address.");
                        }
                    }
                    ContactsEntity entity = contacts.findById(in.vault().id());
                    if (entity == null) {
                        entity = new ContactsEntity();
                        entity.vaultId = in.vault().id();
                    }
                    entity.contacts = sealed.seal(in.vault(), body, context(entity));
                    contacts.persist(entity);
                    return new ContactsBody(id(in), body.list());
                });
    }

    public ContactsBody get(String vaultName, VerifiedToken token) {
        return perform(vaultName, token, in -> shown(in, require(in)));
    }

    public ContactsBody delete(String vaultName, VerifiedToken token) {
        return perform(
                vaultName,
                token,
                in -> {
                    ContactsEntity entity = require(in);
                    ContactsBody answer = shown(in, entity);
                    contacts.delete(entity);
                    return answer;
                });
    }

    private ContactsBody perform(
            String vaultName, VerifiedToken token, Function<Opened, ContactsBody> operation) {
        return authorizer.perform(
                vaultName, CertificatePermission.MANAGE_CONTACTS, null, token, operation);
    }

    private ContactsEntity require(Opened in) {
        ContactsEntity entity = contacts.findById(in.vault().id());
        if (entity == null) {
            throw new AzureFault(
                    404, "ContactsNotFound", "This key vault has no certificate contacts.");
        }
        return entity;
    }

    private ContactsBody shown(Opened in, ContactsEntity entity) {
        ContactsBody stored =
                sealed.open(in.vault(), entity.contacts, context(entity), ContactsBody.class);
        return new ContactsBody(id(in), stored.list());
    }

    private static String id(Opened in) {
        return in.url() + "/certificates/contacts";
    }

    private static String context(ContactsEntity entity) {
        return "certificate-contacts:" + entity.vaultId;
    }
}
