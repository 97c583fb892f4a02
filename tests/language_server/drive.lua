-- Neovim 0.7 as an editor of a catalog: types a wrong figure, asks, repairs, and writes what it saw as JSON.
local python, path, out = unpack(vim.split(vim.env.DRIVE, "\n"))
local seen = {}
vim.cmd("edit " .. path)
local buffer = vim.api.nvim_get_current_buf()
local id = vim.lsp.start_client({
  name = "postl10n",
  cmd = { python, "-m", "postl10n", "lsp" },
  root_dir = vim.fn.getcwd(),
})
vim.lsp.buf_attach_client(buffer, id)
vim.wait(60000, function() return vim.lsp.buf_is_attached(buffer, id) and vim.lsp.get_client_by_id(id).initialized end)

local function place(text)
  for row, line in ipairs(vim.api.nvim_buf_get_lines(buffer, 0, -1, false)) do
    local column = line:find(text, 1, true)
    if column then return row - 1, column - 1 end
  end
end

local function replace(old, new)
  local row, column = place(old)
  vim.api.nvim_buf_set_text(buffer, row, column, row, column + #old, { new })
end

local function ask(method, text, behind)
  local row, column = place(text)
  vim.api.nvim_win_set_cursor(0, { row + 1, column + (behind or 0) })
  local params = vim.lsp.util.make_position_params(0, vim.lsp.get_client_by_id(id).offset_encoding)
  if method == "textDocument/codeAction" then
    params = vim.lsp.util.make_range_params(0, vim.lsp.get_client_by_id(id).offset_encoding)
    params.context = { diagnostics = {} }
  end
  local answers = vim.lsp.buf_request_sync(buffer, method, params, 60000)
  return answers and answers[id] and answers[id].result
end

local function problems()
  return vim.tbl_map(function(one) return { one.code, one.lnum, one.col } end, vim.diagnostic.get(buffer))
end

replace("15 складов.", "16  складов.")
vim.wait(60000, function() return #vim.diagnostic.get(buffer) == 2 end)
seen.problems = problems()
seen.wrong = { place("16  складов.") }
seen.hover = ask("textDocument/hover", "Belpost handled").contents.value
seen.completion = vim.tbl_map(function(one) return one.label end, ask("textDocument/completion", "16  складов"))
for _, action in ipairs(ask("textDocument/codeAction", "16  складов.")) do
  if vim.startswith(action.title, "Repair") then
    vim.lsp.util.apply_workspace_edit(action.edit, vim.lsp.get_client_by_id(id).offset_encoding)
  end
end
vim.wait(60000, function() return #vim.diagnostic.get(buffer) == 1 end)
seen.repaired = problems()
seen.text = table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), "\n")
vim.fn.writefile({ vim.fn.json_encode(seen) }, out)
vim.cmd("qa!")
