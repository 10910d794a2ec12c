package io.mltwin.workspace.network.requests;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A block of IPv4 addresses in CIDR notation, such as {@code 10.0.0.0/24}.
 *
 * @param address as a number; its host bits may be set, see {@link #isAligned}
 * @param prefixLength 0 to 32
 */
public record AddressBlock(long address, int prefixLength) {

    private static final int BITS = 32;
    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern FORM =
            Pattern.compile(String.join("\\.", OCTET, OCTET, OCTET, OCTET) + "(?:/(3[0-2]|[12]?[0-9]))?");

    /** Reads a block, or a single address, which is a block of one; empty for any other text. */
    public static Optional<AddressBlock> parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        long address = 0;
        for (int octet = 1; octet <= 4; octet++) {
            address = address << 8 | Long.parseLong(parts.group(octet));
        }
        String length = parts.group(5);
        return Optional.of(new AddressBlock(address, length == null ? BITS : Integer.parseInt(length)));
    }

    /** True when the address is the first one of its block. */
    public boolean isAligned() {
        return address == first();
    }

    /** The same block, written with its first address. */
    public AddressBlock aligned() {
        return new AddressBlock(first(), prefixLength);
    }

    /** True for the block of all addresses. */
    public boolean isAll() {
        return prefixLength == 0;
    }

    public boolean contains(AddressBlock other) {
        return first() <= other.first() && other.last() <= last();
    }

    public boolean overlaps(AddressBlock other) {
        return first() <= other.last() && other.first() <= last();
    }

    private long size() {
        return 1L << BITS - prefixLength;
    }

    private long first() {
        return address & -size();
    }

    private long last() {
        return first() + size() - 1;
    }

    @Override
    public String toString() {
        return (address >> 24)
                + "."
                + (address >> 16 & 255)
                + "."
                + (address >> 8 & 255)
                + "."
                + (address & 255)
                + "/"
                + prefixLength;
    }
}
