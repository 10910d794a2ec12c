package io.mltwin.local.command;

import io.mltwin.local.browser.ConsoleBrowser;
import io.mltwin.local.browser.InstalledBrowser;
import io.mltwin.local.client.PlatformClient;
import io.mltwin.local.layout.DataFolder;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.local.layout.PlatformSettings;
import io.mltwin.local.layout.RefusalException;
import io.mltwin.local.trust.OperatorCredentials;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** mltwin console: opens the console in an installed Chromium, Chrome or Edge. */
@Command(
        name = "console",
        description = {
            "Open the console in an installed Chromium, Chrome or Edge.",
            "The browser has a profile of its own in the data folder, which trusts the platform's"
                    + " keys; your own profile stays as it is."
        },
        mixinStandardHelpOptions = true)
public final class ConsoleCommand implements Callable<Integer> {
    private static final Pattern PAGE = Pattern.compile("/([!-.0-~][!-~]*)?");

    @Mixin
    private PlatformOption platform;

    @Option(
            names = "--page",
            paramLabel = "PATH",
            defaultValue = "/",
            description = "The page to open, such as /flow (default: ${DEFAULT-VALUE}).")
    private String page;

    @Option(names = "--print", description = "Open no browser: say the address, and how a browser trusts it.")
    private boolean print;

    @Override
    public Integer call() throws IOException {
        RunningPlatform running = platform.require();
        String url = url(running.settings(), page);
        Map<String, String> environment = System.getenv();
        Optional<Path> program = print ? Optional.empty() : InstalledBrowser.find(environment.getOrDefault("PATH", ""));
        String obstacle = print ? null : obstacle(program, environment, isRoot());
        if (program.isPresent() && obstacle == null) {
            open(running, program.get(), url);
            System.out.println(url);
        } else {
            if (obstacle != null) {
                System.err.println("mltwin: " + obstacle);
            }
            System.out.print(instructions(url, running.folder().caCertificate()));
        }
        System.out.print(people(running.credentials()));
        return 0;
    }

    /** Returns who of the fixture can sign in, with their passwords. */
    static String people(OperatorCredentials credentials) {
        StringBuilder text = new StringBuilder("Sign in as one of (name, password):\n");
        for (OperatorCredentials.User user : credentials.users().values()) {
            text.append("  ")
                    .append(user.userPrincipalName())
                    .append("  ")
                    .append(user.password())
                    .append('\n');
        }
        return text.toString();
    }

    /**
     * Returns the address of a page.
     *
     * @throws RefusalException for what is no path of the console
     */
    static String url(PlatformSettings settings, String page) {
        if (!PAGE.matcher(page).matches()) {
            throw new RefusalException("'" + page + "' is no page: name a path of the console, such as /flow.");
        }
        return settings.consoleUrl() + page;
    }

    /** Returns why no browser can be opened here, or null. */
    static String obstacle(Optional<Path> program, Map<String, String> environment, boolean root) {
        if (program.isEmpty()) {
            return "No Chromium, Chrome or Edge was found; any other browser shows the console too.";
        }
        if (!environment.containsKey("DISPLAY") && !environment.containsKey("WAYLAND_DISPLAY")) {
            return "There is no screen here (neither DISPLAY nor WAYLAND_DISPLAY is set).";
        }
        return root ? program.get() + " runs as root only without its sandbox." : null;
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private static void open(RunningPlatform running, Path program, String url) throws IOException {
        String base = running.settings().base();
        Path profile = running.folder().root().resolve("browser");
        DataFolder.createPrivate(profile);
        new ProcessBuilder(new ConsoleBrowser(profile, keys(running), base, resolves("console." + base))
                        .commandLine(program, url))
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static Set<PublicKey> keys(RunningPlatform running) throws IOException {
        PlatformClient client = running.client();
        Set<PublicKey> keys = new HashSet<>();
        for (PlatformService service : PlatformService.values()) {
            try {
                keys.add(client.serverKey(running.settings().ports().of(service)));
            } catch (IOException e) {
                throw new RefusalException(
                        service.module()
                                + " does not answer, and the browser must know its key: './mltwin status' shows when it is ready.",
                        e);
            }
        }
        return keys;
    }

    private static boolean resolves(String host) {
        try {
            InetAddress.getByName(host);
            return true;
        } catch (UnknownHostException e) {
            // the browser is told where the platform is
            return false;
        }
    }

    /** Returns the address, and how a browser that is started by hand comes to trust it. */
    static String instructions(String url, Path authority) {
        return url
                + "\n"
                + "A browser trusts it once it trusts the platform's authority, "
                + authority
                + ":\n"
                + "  Firefox: Settings, Certificates, View Certificates, Authorities, Import\n"
                + "  Chromium, Chrome, Edge: certutil -d sql:$HOME/.pki/nssdb -A -t C,, -n mltwin"
                + " -i '"
                + authority
                + "'\n"
                + "    (certutil is in Debian's package libnss3-tools)\n"
                + "Where its name does not resolve: './mltwin hosts' prints lines for /etc/hosts.\n";
    }
}
