package io.mltwin.workspace.network.securitygroups;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.workspace.network.requests.AddressBlock;
import io.mltwin.workspace.network.securitygroups.SecurityRule.Direction;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Decides whether a security group lets a flow pass, as Azure's IP flow verify does: rules of its
 * direction are tried by priority, and the first one that matches decides. A flow stands for all
 * nodes of a subnet and any port on the caller's side: a rule that allows must match all of it, one
 * that denies a part.
 *
 * <p>Deviation: a service tag stands for no addresses here, so a rule with addresses matches a
 * service only when it names all of them ({@code 0.0.0.0/0}).
 */
public final class SecurityRuleEvaluator {

    /**
     * A flow between the nodes of a subnet and a service of Azure.
     *
     * @param protocol Tcp or Udp
     * @param service tag of the service that calls the nodes or is called by them, {@code
     *     BatchNodeManagement}
     * @param region where the service is called
     * @param port that is called
     * @param subnet addresses of the nodes
     */
    public record NetworkFlow(
            SecurityRule.Direction direction,
            String protocol,
            String service,
            String region,
            int port,
            AddressBlock subnet) {}

    /**
     * Whether a flow passes.
     *
     * @param ruleName the rule that decided
     */
    public record FlowVerdict(boolean allowed, String ruleName, int priority) {}

    /** Ports that the calling side takes. */
    private static final PortRange EPHEMERAL = new PortRange(1024, 65_535);

    private static final String ANY = "*";

    private SecurityRuleEvaluator() {}

    private enum Match {
        NONE,
        PART,
        ALL;

        Match and(Match other) {
            return ordinal() < other.ordinal() ? this : other;
        }
    }

    /**
     * Evaluates the rules of a group, with its default ones.
     *
     * @throws IllegalStateException when no rule matches, which the default rules exclude
     */
    public static FlowVerdict evaluate(List<SecurityRule> rules, NetworkFlow flow) {
        return rules.stream()
                .filter(rule -> rule.direction() == flow.direction())
                .sorted(Comparator.comparingInt(SecurityRule::priority))
                .filter(rule -> decides(rule, flow))
                .findFirst()
                .map(rule -> new FlowVerdict(rule.allows(), rule.name(), rule.priority()))
                .orElseThrow(() -> new IllegalStateException("no default rule matches " + flow));
    }

    private static boolean decides(SecurityRule rule, NetworkFlow flow) {
        Match match = match(rule, flow);
        return rule.allows() ? match == Match.ALL : match != Match.NONE;
    }

    private static Match match(SecurityRule rule, NetworkFlow flow) {
        boolean inbound = flow.direction() == Direction.Inbound;
        return protocol(rule, flow)
                .and(best(inbound ? rule.sources() : rule.destinations(), prefix -> service(prefix, flow)))
                .and(best(inbound ? rule.destinations() : rule.sources(), prefix -> nodes(prefix, flow)))
                .and(best(rule.destinationPorts(), range -> ports(range, new PortRange(flow.port(), flow.port()))))
                .and(best(rule.sourcePorts(), range -> ports(range, EPHEMERAL)));
    }

    private static <T> Match best(List<T> parts, Function<T, Match> matching) {
        return parts.stream().map(matching).max(Comparator.naturalOrder()).orElse(Match.NONE);
    }

    private static Match protocol(SecurityRule rule, NetworkFlow flow) {
        return rule.protocol().equals(ANY) || AsciiCase.equal(rule.protocol(), flow.protocol())
                ? Match.ALL
                : Match.NONE;
    }

    private static Match ports(PortRange range, PortRange wanted) {
        return range.contains(wanted) ? Match.ALL : range.overlaps(wanted) ? Match.PART : Match.NONE;
    }

    /** Every service of Azure has public addresses, of the Internet and of Azure's cloud. */
    private static Match service(String prefix, NetworkFlow flow) {
        boolean named = prefix.equals(ANY)
                || AsciiCase.equal(prefix, ServiceTags.INTERNET)
                || ServiceTags.names(prefix, ServiceTags.AZURE_CLOUD, flow.region())
                || ServiceTags.names(prefix, flow.service(), flow.region())
                || AddressBlock.parse(prefix).filter(AddressBlock::isAll).isPresent();
        return named ? Match.ALL : Match.NONE;
    }

    private static Match nodes(String prefix, NetworkFlow flow) {
        if (prefix.equals(ANY) || AsciiCase.equal(prefix, ServiceTags.VIRTUAL_NETWORK)) {
            return Match.ALL;
        }
        Optional<AddressBlock> block = AddressBlock.parse(prefix);
        if (block.isEmpty() || !block.get().overlaps(flow.subnet())) {
            return Match.NONE;
        }
        return block.get().contains(flow.subnet()) ? Match.ALL : Match.PART;
    }
}
