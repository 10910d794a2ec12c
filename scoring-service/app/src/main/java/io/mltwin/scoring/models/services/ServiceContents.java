package io.mltwin.scoring.models.services;

import static io.mltwin.scoring.models.services.EncryptionErrors.contentClosed;

import io.mltwin.customerkeys.CustomerKeyException;
import io.mltwin.datakeys.DataKey;
import io.mltwin.resourceprovider.RowTransactions;
import jakarta.inject.Singleton;

/** Opens the content of a service before the transaction that reads or changes it. */
@Singleton
class ServiceContents {

    private final WebServiceRepository repository;
    private final ServiceKeys keys;

    ServiceContents(WebServiceRepository repository, ServiceKeys keys) {
        this.repository = repository;
        this.keys = keys;
    }

    /**
     * Returns the data key of a service's content.
     *
     * @throws io.mltwin.armweb.AzureException 404 when it is gone, 409 while its customer's key
     *     cannot be used, 503 when the vault does not answer
     */
    DataKey open(String endpoint, String name) {
        WebServiceEntity service = RowTransactions.inOne(() -> repository.requireByEndpoint(endpoint, name));
        try {
            return keys.open(service);
        } catch (CustomerKeyException refused) {
            throw contentClosed(name, refused);
        }
    }
}
