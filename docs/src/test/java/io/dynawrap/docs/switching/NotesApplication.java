package io.dynawrap.docs.switching;

import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
class NotesApplication {}
