package io.dynawrap.compatibility;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** What an application on Spring Boot 3.5 has: the starter and a record. */
@SpringBootApplication
class NotesApplication {}
