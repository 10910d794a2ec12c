package io.mltwin.local.command;

import io.mltwin.local.layout.PlatformSettings;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/**
 * mltwin hosts: lines for /etc/hosts, on machines that do not resolve names under the platform's
 * domain.
 */
@Command(
        name = "hosts",
        description = "Print lines for /etc/hosts; names of accounts, vaults and endpoints can be added.",
        mixinStandardHelpOptions = true)
public final class HostsCommand implements Callable<Integer> {
    @Mixin
    private PlatformOption platform;

    private static final List<String> FIXED = List.of(
            "login",
            "graph",
            "management",
            "console",
            "eastus.api",
            "eastus.models",
            "api.applicationinsights",
            "dc.applicationinsights",
            "api.loganalytics");

    @Parameters(
            paramLabel = "NAME",
            arity = "0..*",
            description = "Further names before the domain, such as myvault.vault or" + " myaccount.blob.core.")
    private List<String> further = List.of();

    @Override
    public Integer call() throws IOException {
        String base = platform.find().map(running -> running.settings().base()).orElse(PlatformSettings.DEFAULT_BASE);
        System.out.println(
                "# Names of mltwin. Debian's package libnss-myhostname makes every name under" + " .localhost");
        System.out.println("# resolve without any of these lines; a hosts file knows no wildcards, so" + " accounts,");
        System.out.println("# vaults, registries and endpoints need a line each: ./mltwin hosts" + " myvault.vault");
        FIXED.forEach(name -> line(name, base));
        further.forEach(name -> line(name, base));
        return 0;
    }

    private static void line(String name, String base) {
        System.out.println("127.0.0.1 " + name + "." + base);
        System.out.println("::1 " + name + "." + base);
    }
}
