package io.dynawrap.explorer;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * The names under which a browser may reach the page: those of the own machine, and those that a property lists. A web page
 * of another author can let its own name stand for the address of a developer's machine ("DNS rebinding"), and would then
 * read the page as its own. The browser still sends that name in the header {@code Host}.
 */
final class AllowedHosts {

    /** Addresses of the loopback interface. IPv6 addresses have brackets in this header. */
    private static final Pattern LOOPBACK = Pattern.compile(
            "localhost|.+\\.localhost|127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|\\[::1]|\\[0:0:0:0:0:0:0:1]");

    private static final Pattern PORT = Pattern.compile(":\\d*$");

    private final Set<String> listed;

    AllowedHosts(List<String> listed) {
        this.listed = listed.stream().map(AllowedHosts::normalized).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Reports whether the request was sent to an allowed name. The header itself counts, not what {@code X-Forwarded-Host}
     * makes of it: a script of any page can set that one.
     */
    boolean allow(HttpServletRequest request) {
        String host = host(request);
        return host != null && (LOOPBACK.matcher(host).matches() || listed.contains(host));
    }

    private static @Nullable String host(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.HOST);
        String host = header != null ? header : request.getServerName();
        return host == null ? null : normalized(PORT.matcher(host).replaceFirst(""));
    }

    /** A name may end with the dot of the root. */
    private static String normalized(String host) {
        String name = host.strip().toLowerCase(Locale.ROOT);
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }
}
