# What is given to others: cmake --workflow --preset deb | source | static | static-arm64 | release-files.
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DATAROOTDIR}/doc/timesheet RENAME copyright)
install(FILES README.md DESTINATION ${CMAKE_INSTALL_DATAROOTDIR}/doc/timesheet)

set(package_scripts ${CMAKE_SOURCE_DIR}/.cmake)
set(package_name timesheet-${PROJECT_VERSION})
add_custom_target(deb COMMAND sh ${package_scripts}/deb.sh ${CMAKE_SOURCE_DIR} ${CMAKE_BINARY_DIR} ${PROJECT_VERSION} VERBATIM USES_TERMINAL)
add_custom_target(reproducible COMMAND sh ${package_scripts}/reproducible.sh ${CMAKE_SOURCE_DIR} ${CMAKE_BINARY_DIR}/twice ${PROJECT_VERSION} VERBATIM USES_TERMINAL)
add_custom_target(source COMMAND sh ${package_scripts}/source.sh ${CMAKE_SOURCE_DIR} ${CMAKE_BINARY_DIR} ${package_name} ${TIMESHEET_EPOCH} VERBATIM USES_TERMINAL)
add_custom_target(release-files COMMAND sh ${package_scripts}/release.sh ${CMAKE_SOURCE_DIR} ${CMAKE_BINARY_DIR} VERBATIM USES_TERMINAL)

# One file that runs in an empty root, with the licences of what is in it.
if(TIMESHEET_STATIC)
	set(static_file ${CMAKE_BINARY_DIR}/${package_name}-linux-${CMAKE_SYSTEM_PROCESSOR})
	add_custom_command(OUTPUT ${static_file} ${static_file}.licences
		COMMAND ${CMAKE_STRIP} -o ${static_file} $<TARGET_FILE:timesheet>
		COMMAND sh ${package_scripts}/licences.sh ${CMAKE_SOURCE_DIR}/LICENSE > ${static_file}.licences
		DEPENDS timesheet ${package_scripts}/licences.sh VERBATIM)
	add_custom_target(static ALL DEPENDS ${static_file} ${static_file}.licences)
	add_custom_target(static-check COMMAND sh ${CMAKE_SOURCE_DIR}/tests/tools/static.sh ${static_file} ${CMAKE_CROSSCOMPILING_EMULATOR}
		DEPENDS ${static_file} VERBATIM USES_TERMINAL)
endif()
