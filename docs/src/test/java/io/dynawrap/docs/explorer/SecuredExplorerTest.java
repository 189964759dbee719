package io.dynawrap.docs.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynawrap.test.EmbeddedServers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

/** The rules of an application's Spring Security hold for the page. */
class SecuredExplorerTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static ConfigurableApplicationContext application;

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(EmbeddedServers.class)
    static class SecuredApplication {

        @Bean
        SecurityFilterChain rules(HttpSecurity http) throws Exception {
            http.authorizeHttpRequests(requests -> requests.requestMatchers("/dynawrap", "/dynawrap/**")
                    .hasRole("DATABASE_READER")
                    .anyRequest()
                    .authenticated());
            return http.httpBasic(Customizer.withDefaults()).build();
        }

        @Bean
        UserDetailsService users() {
            return new InMemoryUserDetailsManager(
                    User.withUsername("reader")
                            .password("{noop}secret")
                            .roles("DATABASE_READER")
                            .build(),
                    User.withUsername("other")
                            .password("{noop}secret")
                            .roles("USER")
                            .build());
        }
    }

    @BeforeAll
    static void start() {
        application = SpringApplication.run(
                SecuredApplication.class,
                "--server.port=0",
                "--dynawrap.backend=postgres",
                "--dynawrap.explorer.enabled=true",
                "--management.endpoints.web.exposure.include=dynawrap");
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    @Test
    void thePageIsShownToTheRoleThatTheRuleNames() throws Exception {
        assertThat(status("reader")).isEqualTo(200);
    }

    @Test
    void thePageIsRefusedToEveryoneElse() throws Exception {
        assertThat(status("other")).isEqualTo(403);
        assertThat(status("nobody")).isEqualTo(401);
    }

    private static int status(String user) throws IOException, InterruptedException {
        String port = application.getEnvironment().getProperty("local.server.port");
        String credentials = Base64.getEncoder().encodeToString((user + ":secret").getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/dynawrap"))
                .header("Authorization", "Basic " + credentials)
                .build();
        return HTTP.send(request, BodyHandlers.discarding()).statusCode();
    }
}
