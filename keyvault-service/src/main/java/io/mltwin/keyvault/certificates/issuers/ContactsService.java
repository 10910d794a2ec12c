package io.mltwin.keyvault.certificates.issuers;

import static io.mltwin.armweb.AzureException.notFound;
import static io.mltwin.encoding.Absence.isEmpty;
import static io.mltwin.keyvault.objects.ObjectErrors.badParameterIf;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.mltwin.keyvault.permissions.VaultAuthorizer;
import io.mltwin.keyvault.permissions.VaultAuthorizer.OpenedVault;
import io.mltwin.keyvault.permissions.VaultPermission;
import io.mltwin.tokencheck.VerifiedToken;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** Keeps the contacts of a vault for all its certificates. */
@Singleton
public record ContactsService(VaultAuthorizer authorizer, ContactsRepository contacts, DetailsCipher sealed) {

    /** The people whom a vault would write to about its certificates (API 7.4). */
    record ContactsBody(String id, @JsonProperty("contacts") List<Contact> list) {

        /** A person. */
        public record Contact(String email, String name, String phone) {}
    }

    /** Replaces the contacts. */
    public ContactsBody set(String vaultName, ContactsBody body, VerifiedToken token) {
        return perform(vaultName, token, in -> {
            badParameterIf(body == null || isEmpty(body.list()), "The parameter contacts must be specified.");
            for (ContactsBody.Contact contact : body.list()) {
                badParameterIf(
                        contact == null
                                || contact.email() == null
                                || !contact.email().contains("@"),
                        "A contact needs an email address.");
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
        return perform(vaultName, token, in -> {
            ContactsEntity entity = require(in);
            ContactsBody answer = shown(in, entity);
            contacts.delete(entity);
            return answer;
        });
    }

    private ContactsBody perform(String vaultName, VerifiedToken token, Function<OpenedVault, ContactsBody> operation) {
        OpenedVault in = authorizer.open(vaultName, VaultPermission.CERTIFICATE_MANAGE_CONTACTS, null, token);
        return in.perform(() -> operation.apply(in));
    }

    private ContactsEntity require(OpenedVault in) {
        ContactsEntity entity = contacts.findById(in.vault().id());
        if (entity == null) {
            throw notFound("ContactsNotFound", "This key vault has no certificate contacts.");
        }
        return entity;
    }

    private ContactsBody shown(OpenedVault in, ContactsEntity entity) {
        ContactsBody stored = sealed.open(in.vault(), entity.contacts, context(entity), ContactsBody.class);
        return new ContactsBody(id(in), stored.list());
    }

    private static String id(OpenedVault in) {
        return in.url() + "/certificates/contacts";
    }

    private static String context(ContactsEntity entity) {
        return "certificate-contacts:" + entity.vaultId;
    }

    /** Contacts by vault. */
    @Singleton
    static class ContactsRepository implements PanacheRepositoryBase<ContactsEntity, UUID> {}
}
