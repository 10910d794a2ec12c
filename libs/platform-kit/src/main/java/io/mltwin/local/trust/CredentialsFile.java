package io.mltwin.local.trust;

import io.mltwin.local.layout.DataFolder;
import io.mltwin.local.layout.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** private/operator/credentials.json: read, and written back. */
public record CredentialsFile(DataFolder folder) {

    public OperatorCredentials read() throws IOException {
        Path file = folder.operatorCredentials();
        return Files.exists(file)
                ? Json.MAPPER.readValue(file.toFile(), OperatorCredentials.class)
                : new OperatorCredentials(null, Map.of(), Map.of());
    }

    public void write(OperatorCredentials credentials) throws IOException {
        DataFolder.createPrivate(folder.operatorCredentials().getParent());
        DataFolder.writePrivate(folder.operatorCredentials(), Json.MAPPER.writeValueAsString(credentials));
    }
}
