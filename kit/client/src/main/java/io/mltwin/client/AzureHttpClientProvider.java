package io.mltwin.client;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpClientProvider;
import com.azure.core.util.Configuration;
import com.azure.core.util.HttpClientOptions;
import java.net.URI;
import java.nio.file.Path;

/**
 * The client of those clients of Azure's SDK that are given none, in a process whose variables or system properties name
 * a platform ({@link Tenant#useInJvm()}): it trusts that platform alone. Where none is named it is the JDK's client.
 */
public final class AzureHttpClientProvider implements HttpClientProvider {
    @Override
    public HttpClient createInstance() {
        Configuration configuration = Configuration.getGlobalConfiguration();
        String login = configuration.get(Mltwin.LOGIN_VARIABLE);
        String authority = configuration.get(PlatformAddress.AUTHORITY);
        return login == null || authority == null
                ? new AzureHttpClient(java.net.http.HttpClient.newHttpClient(), null)
                : new AzureHttpClient(Mltwin.client(PlatformTrust.only(Path.of(authority))), URI.create(login));
    }

    @Override
    public HttpClient createInstance(HttpClientOptions options) {
        return createInstance();
    }
}
