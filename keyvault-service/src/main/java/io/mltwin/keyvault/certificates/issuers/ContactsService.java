package io.mltwin.keyvault.certificates.issuers;

import io.mltwin.armweb.AzureFault;
import io.mltwin.keyvault.objects.ObjectErrors;
import io.mltwin.keyvault.permissions.CertificatePermission;
import io.mltwin.keyvault.permissions.VaultDoor;
import io.mltwin.keyvault.permissions.VaultDoor.Opened;
import io.mltwin.tokencheck.VerifiedToken;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

/** The contacts of a vault for all its certificates. */
@ApplicationScoped
public class ContactsService {

    private final VaultDoor door;
    private final ContactsRepository contacts;
    private final SealedDetails sealed;

    ContactsService(VaultDoor door, ContactsRepository contacts, SealedDetails sealed) {
        this.door = door;
        this.contacts = contacts;
        this.sealed = sealed;
    }

    /** Replaces what was there. */
    @Transactional
    public ContactsBody set(String vaultName, ContactsBody body, VerifiedToken token) {
        Opened in = open(vaultName, token);
        if (body == null || body.list() == null || body.list().isEmpty()) {
            throw ObjectErrors.badParameter("The parameter contacts must be specified.");
        }
        for (ContactsBody.Contact contact : body.list()) {
            if (contact == null || contact.email() == null || !contact.email().contains("@")) {
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
    }

    @Transactional
    public ContactsBody get(String vaultName, VerifiedToken token) {
        Opened in = open(vaultName, token);
        return shown(in, require(in));
    }

    @Transactional
    public ContactsBody delete(String vaultName, VerifiedToken token) {
        Opened in = open(vaultName, token);
        ContactsEntity entity = require(in);
        ContactsBody answer = shown(in, entity);
        contacts.delete(entity);
        return answer;
    }

    private Opened open(String vaultName, VerifiedToken token) {
        return door.open(vaultName, CertificatePermission.MANAGE_CONTACTS, null, token);
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
