package io.mltwin.identity.directory;

import java.util.Optional;

/** Applications that the directory holds. */
public interface RegisteredClients {

    /**
     * @param applicationId in lower case
     */
    Optional<ClientApplication> find(String applicationId);
}
