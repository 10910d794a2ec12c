package io.mltwin.keyvault.certificates.issuers;

import io.mltwin.keyvault.certificates.issuers.ContactsService.ContactsBody;
import io.mltwin.tokencheck.CallerContext;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.RestPath;

/** Key Vault's {@code /certificates/contacts}. */
@Path("/vault/{vault}/certificates/contacts")
public class ContactsResource {

    private final ContactsService service;
    private final CallerContext caller;

    ContactsResource(ContactsService service, CallerContext caller) {
        this.service = service;
        this.caller = caller;
    }

    @GET
    public ContactsBody get(@RestPath String vault) {
        return service.get(vault, caller.token());
    }

    @PUT
    public ContactsBody set(@RestPath String vault, ContactsBody body) {
        return service.set(vault, body, caller.token());
    }

    @DELETE
    public ContactsBody delete(@RestPath String vault) {
        return service.delete(vault, caller.token());
    }
}
