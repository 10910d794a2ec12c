package io.mltwin.local.azurecli;

import io.mltwin.local.layout.BoundedContent;
import io.mltwin.local.layout.DataFolder;
import io.mltwin.local.layout.PlatformSettings;
import io.mltwin.local.layout.RefusalException;
import io.mltwin.local.seed.Fixture;
import io.mltwin.local.trust.OperatorCredentials;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The installed az with the platform as its cloud. Each account has a configuration folder of its
 * own below the data folder, so that the user's own ~/.azure stays as it is. Extensions that are
 * installed there are used.
 */
public final class AzureCli {
    private static final String CLOUD = "mltwin";

    private final DataFolder folder;
    private final PlatformSettings settings;
    private final OperatorCredentials credentials;
    private final Map<String, String> variables;
    private final String program;

    /** Refuses where az is not installed or the platform's names do not resolve. */
    public AzureCli(DataFolder folder, PlatformSettings settings, Fixture fixture, OperatorCredentials credentials)
            throws IOException {
        this.folder = folder;
        this.settings = settings;
        this.credentials = credentials;
        this.variables = ClientVariables.of(folder, settings, fixture, credentials);
        this.program = installed()
                .orElseThrow(() ->
                        new RefusalException("az is not installed: 'apt-get install azure-cli' on Debian, else see"
                                + " https://learn.microsoft.com/cli/azure/install-azure-cli."))
                .toString();
        requireNames(URI.create(variables.get("MLTWIN_ARM_URL")).getHost());
    }

    /** Runs az as an account of the fixture and returns az's exit code. */
    public int run(String who, List<String> arguments) throws IOException, InterruptedException {
        AzureAccount account = AzureAccount.find(credentials, who);
        Path configuration = configuration(folder).resolve(who);
        DataFolder.createPrivate(configuration(folder));
        try (FileChannel oneAtATime = FileChannel.open(
                configuration(folder).resolve(who + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            oneAtATime.lock();
            signIn(account, configuration);
        }
        return az(configuration, arguments).inheritIO().start().waitFor();
    }

    /**
     * Returns the folder of all configuration folders of az. It is private to the operator, since
     * az keeps secrets and tokens there in the open.
     */
    public static Path configuration(DataFolder folder) {
        return folder.privateOf("operator").resolve("azure");
    }

    private static Optional<Path> installed() {
        return Pattern.compile(":")
                .splitAsStream(System.getenv().getOrDefault("PATH", ""))
                .filter(entry -> !entry.isEmpty())
                .map(entry -> Path.of(entry, "az"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static void requireNames(String host) {
        try {
            InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new RefusalException(
                    "The name "
                            + host
                            + ", which az calls, does not resolve on this machine: install Debian's libnss-myhostname, or append"
                            + " the lines of './mltwin hosts' to /etc/hosts.",
                    e);
        }
    }

    /** Once for an account, and again when its secret or the platform's addresses have changed. */
    private void signIn(AzureAccount account, Path configuration) throws IOException, InterruptedException {
        Path mark = configuration.resolve("mltwin");
        String state = Integer.toHexString(List.of(
                        variables.get("MLTWIN_ARM_URL"),
                        account.id(),
                        account.secret(),
                        BoundedContent.text(folder.caCertificate()))
                .hashCode());
        if (Files.exists(mark) && BoundedContent.text(mark).equals(state)) {
            return;
        }
        new DataFolder(configuration).delete();
        DataFolder.createPrivate(configuration);
        System.err.println("mltwin: az signs in as " + account.name() + ", once");
        require(
                configuration,
                List.of(
                        "cloud",
                        "register",
                        "--name",
                        CLOUD,
                        "--endpoint-resource-manager",
                        variables.get("MLTWIN_ARM_URL")));
        require(configuration, List.of("cloud", "set", "--name", CLOUD));
        List<String> login = new ArrayList<>(account.login());
        login.add("--allow-no-subscriptions");
        try (SignInProxy proxy = SignInProxy.start(settings)) {
            ProcessBuilder az = az(configuration, login);
            if (account.person()) {
                az.environment().put("HTTPS_PROXY", proxy.address());
            }
            require(az, account.secret());
        }
        // not seen by an account without a role
        end(az(configuration, List.of("account", "set", "--subscription", variables.get("MLTWIN_SUBSCRIPTION_ID"))));
        DataFolder.writePrivate(mark, state);
    }

    private void require(Path configuration, List<String> arguments) throws IOException, InterruptedException {
        require(az(configuration, arguments), "");
    }

    private static void require(ProcessBuilder az, String input) throws IOException, InterruptedException {
        Process process = az.redirectErrorStream(true).start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String said = BoundedContent.printed(process);
        if (process.waitFor() != 0) {
            throw new RefusalException(
                    "'az " + String.join(" ", az.command().subList(1, 3)) + "' failed: " + said.strip());
        }
    }

    private static void end(ProcessBuilder az) throws IOException, InterruptedException {
        az.redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private ProcessBuilder az(Path configuration, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        Map<String, String> environment = builder.environment();
        // the cloud is registered; az would look for its own clouds here
        environment.remove("ARM_CLOUD_METADATA_URL");
        for (String name :
                List.of("REQUESTS_CA_BUNDLE", "AZURE_CORE_INSTANCE_DISCOVERY", "AZURE_CORE_COLLECT_TELEMETRY")) {
            environment.put(name, variables.get(name));
        }
        environment.put("AZURE_CONFIG_DIR", configuration.toString());
        environment.put("AZURE_CORE_LOGIN_EXPERIENCE_V2", "off");
        Path extensions = Path.of(System.getProperty("user.home"), ".azure", "cliextensions");
        if (Files.isDirectory(extensions)) {
            environment.putIfAbsent("AZURE_EXTENSION_DIR", extensions.toString());
        }
        return builder;
    }
}
